// The same with zod/mini.
import * as z from "zod/mini";

const schema = z.object({});

export const handler = async (event) => schema.parse(event);

// What every handler that reads zod pays, before its first schema.
import * as z from "zod";

const schema = z.object({});

export const handler = async (event) => schema.parse(event);

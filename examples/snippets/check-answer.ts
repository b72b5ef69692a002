// #region check
import answer from "@switchhook/schemas/response.schema.json" with { type: "json" };
import { Ajv2020 } from "ajv/dist/2020.js";

export const isAnswer = new Ajv2020({ strict: false }).compile(answer);
isAnswer({ SchemaVersion: "1.0", Actions: [{ Type: "Hangup", Parameters: {} }] }); // true
// #endregion

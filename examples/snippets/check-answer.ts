// #region check
import event from "@switchhook/schemas/event.schema.json" with { type: "json" };
import answer from "@switchhook/schemas/response.schema.json" with { type: "json" };
import { Ajv2020 } from "ajv/dist/2020.js";

const ajv = new Ajv2020({ strict: false });

export const isAnswer = ajv.compile(answer);
isAnswer({ SchemaVersion: "1.0", Actions: [{ Type: "Hangup", Parameters: {} }] }); // true
isAnswer({ SchemaVersion: "1.0", Actions: [{ Type: "HangUp", Parameters: {} }] }); // false

export const isEvent = ajv.compile(event);
isEvent({ body: "an event of API Gateway" }); // false
// #endregion

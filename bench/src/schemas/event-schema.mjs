import { actionDataSchema, actionDefinitions, envelopeSchema } from "@switchhook/core/wire";
import { guide, jsonSchema } from "./json-schema.mjs";

const definitions = Object.values(actionDefinitions);
const interruptible = definitions.filter((definition) => definition.interruptible);
const dataOf = (eventType, actionType) => jsonSchema(actionDataSchema(eventType, actionType));
const pick = (from, keys) => Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));

// What an event adds to the type and the parameters of an action.
const nothing = () => [];
const itsResults = ({ result }) => Object.keys(result());
const itsError = () =>
  Object.keys(dataOf("").properties).filter((key) => key !== "Type" && key !== "Parameters");

/** Every event, by its type and the type of the action that it is about. */
export function eventSchema() {
  const { properties, ...envelope } = jsonSchema(envelopeSchema());
  const { ActionData: _, ErrorType, ErrorMessage, ...everywhere } = properties;
  const events = eventTypes({ ErrorType, ErrorMessage }).map(([type, what, own = {}, required]) => ({
    title: type,
    description: what,
    properties: { InvocationEventType: { const: type }, ...own },
    ...(required && { required }),
  }));
  return {
    title: "Invocation event of a SIP media application",
    description: `${guide}/pstn-invocations.html`,
    ...envelope,
    properties: {
      ...everywhere,
      InvocationEventType: { type: "string", enum: events.map(({ title }) => title) },
    },
    oneOf: events,
    $defs: Object.fromEntries(
      definitions.map(({ type, echo }) => [
        parametersOf(type),
        { title: `Parameters of ${type}, with defaults filled in`, ...jsonSchema(echo()) },
      ]),
    ),
  };
}

/** Type, what it tells, and what it has of its own; errors may stand beside the data (wire.md 7.1 #10, #11). */
const eventTypes = (errorBeside) => [
  ["NEW_INBOUND_CALL", "A SIP rule sends a call here. It has no ActionData."],
  [
    "NEW_OUTBOUND_CALL",
    "CreateSipMediaApplicationCall was called. It has ActionData only where that had arguments.",
    { ActionData: named("CallCreateRequest", dataOf("NEW_OUTBOUND_CALL")) },
  ],
  ["RINGING", "The other end of an outbound call rings. It has no ActionData."],
  ["CALL_ANSWERED", "An outbound call is answered. It has no ActionData."],
  [
    "ACTION_SUCCESSFUL",
    "An action that reports at once is done, or the last of the list.",
    { ActionData: anyAction(definitions, itsResults) },
  ],
  [
    "ACTION_FAILED",
    "An action failed, and those behind it are dropped.",
    { ActionData: anyAction(definitions, itsError), ...errorBeside },
  ],
  [
    "ACTION_INTERRUPTED",
    "An update of the call cut an action short.",
    { ActionData: anyAction(interruptible, nothing) },
  ],
  [
    "DIGITS_RECEIVED",
    "Digits that a ReceiveDigits listens for.",
    {
      ActionData: named(
        "ReceiveDigits",
        withParameters("ReceiveDigits", {
          ...dataOf("DIGITS_RECEIVED"),
          properties: pick(dataOf("DIGITS_RECEIVED").properties, ["ReceivedDigits"]),
        }),
      ),
    },
    ["ActionData"],
  ],
  [
    "CALL_UPDATE_REQUESTED",
    "UpdateSipMediaApplicationCall was called.",
    { ActionData: named("CallUpdateRequest", dataOf("CALL_UPDATE_REQUESTED")) },
  ],
  [
    "INVALID_LAMBDA_RESPONSE",
    "The answer before was refused.",
    { ActionData: dataOf("INVALID_LAMBDA_RESPONSE"), ...errorBeside },
  ],
  [
    "HANGUP",
    "A leg ended. One example has another Type, so go by the type of the event.",
    { ActionData: named("Hangup", dataOf("HANGUP")) },
  ],
];

/** The data of one of these actions, or of one that is not known: its type and parameters, and what such an event adds to them. */
function anyAction(actions, addedTo) {
  const fieldsOf = ({ properties, ...data }, added, Type) => ({
    ...data,
    properties: { ...pick(properties, ["Parameters", ...added]), Type },
  });
  return {
    oneOf: [
      ...actions.map(({ type, page, result }) => ({
        title: type,
        description: `${guide}/${page}.html`,
        ...fieldsOf(withParameters(type, dataOf("", type)), addedTo({ result }), { const: type }),
      })),
      {
        title: "An action that is not known, such as RecordMeeting",
        ...fieldsOf(dataOf(""), addedTo({ result: () => ({}) }), {
          type: "string",
          not: { enum: actions.map(({ type }) => type) },
        }),
      },
    ],
  };
}

const parametersOf = (type) => `${type}Parameters`;

const withParameters = (type, { properties, ...data }) => ({
  ...data,
  properties: { ...properties, Parameters: { $ref: `#/$defs/${parametersOf(type)}` } },
});

/** The type that such data has in all events seen but odd ones, which are taken too. */
const named = (type, { properties, ...data }) => ({
  ...data,
  properties: { ...properties, Type: { type: "string", examples: [type] } },
});

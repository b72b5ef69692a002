const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const opaque = /(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{24,}/g;
const milliseconds = /\b1[5-9]\d{11}\b/g;

/** Text without what differs from call to call, ids, tokens, times; and whatever the order of fields is. */
export const masked = (value: unknown): string =>
  (JSON.stringify(value, inOrder) ?? "undefined")
    .replace(uuid, "<id>")
    .replace(opaque, "<token>")
    .replace(milliseconds, "<time>");

/** The same, with numbers of any kind left out: where a handler is, not how often it has been there. */
export const shapeOf = (value: unknown): string => masked(value).replace(/\d+/g, "0");

const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

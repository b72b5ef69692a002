import type * as z from "zod/mini";

/** All that is known of one action of the wire. */
export interface ActionDefinition<
  Type extends string = string,
  Request extends z.core.$ZodType = z.core.$ZodType,
  Echo extends z.core.$ZodType = z.core.$ZodType,
  Result extends z.core.$ZodShape = z.core.$ZodShape,
> {
  readonly type: Type;
  /** The page of the developer guide. */
  readonly page: string;
  /** Whether its success is reported at once, also with actions behind it (wire.md 4.1). */
  readonly reports: boolean;
  /** Whether an update of the call cuts it short (4.4). */
  readonly interruptible: boolean;
  /** Whether it answers an inbound call that nothing has answered yet (2.1). */
  readonly answers: boolean;
  /** Whether its page requires `CallId`, takes it, or does not document it (3.0). */
  readonly callId: "required" | "optional" | "none";
  /** What may be sent, with every bound. */
  readonly request: () => Request;
  /** What comes back as `Parameters`: after defaulting, leniently read. */
  readonly echo: () => Echo;
  /** What comes back beside `Parameters`. */
  readonly result: () => Result;
}

type Given<
  Type extends string,
  Request extends z.core.$ZodType,
  Echo extends z.core.$ZodType,
  Result extends z.core.$ZodShape,
> = Pick<ActionDefinition<Type, Request, Echo, Result>, "type" | "page" | "request" | "echo"> &
  Partial<ActionDefinition<Type, Request, Echo, Result>>;

export const defineAction = <
  const Type extends string,
  Request extends z.core.$ZodType,
  Echo extends z.core.$ZodType,
  Result extends z.core.$ZodShape = Record<never, never>,
>(
  given: Given<Type, Request, Echo, Result>,
): ActionDefinition<Type, Request, Echo, Result> => ({
  reports: false,
  interruptible: false,
  answers: false,
  callId: "optional",
  result: () => ({}) as Result,
  ...given,
});

/** The parameters that an action may be sent with, numbers as numbers. */
export type ParametersOf<D extends ActionDefinition> = z.output<ReturnType<D["request"]>>;

/** An action as it is sent. */
export interface ActionOf<D extends ActionDefinition> {
  readonly Type: D["type"];
  readonly Parameters: ParametersOf<D>;
}

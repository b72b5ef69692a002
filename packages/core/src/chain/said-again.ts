import { type OutstandingAction, type OwnedAction, owned } from "../call/outstanding.js";
import { type Invocation, promptStore } from "./invocation.js";

const notices = ["PlayAudio", "Speak"];

/** What only says something, and asks for nothing. */
export const isNotice = (action: OutstandingAction | undefined): action is OutstandingAction =>
  action !== undefined && notices.includes(action.type);

/** Its prompts once more, by their names; what has none cannot be made again. */
export function saidAgain(invocation: Invocation, { owner, prompts }: OutstandingAction): OwnedAction[] {
  const store = prompts.length > 0 ? promptStore(invocation) : undefined;
  return store
    ? owned(
        owner,
        prompts.map((prompt) => store.play(prompt)),
      )
    : [];
}

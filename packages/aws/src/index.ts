export {
  type CallCommand,
  CallCommands,
  type CallCommandsOptions,
  callCommands,
} from "./call-commands.js";
export {
  type ClientOptions,
  type ClientSettings,
  clientShape,
  lazyClient,
  type Patience,
} from "./lazy-client.js";

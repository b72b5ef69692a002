export { bucketArn, ownArn } from "./arn.js";
export { type BucketRequest, type PolicyVerdict, policyLets, statementThatLets } from "./bucket-policy.js";
export {
  type CallCommand,
  CallCommands,
  type CallCommandsOptions,
  callCommands,
  openCallCommands,
} from "./call-commands.js";
export { cutOff, whileWaited } from "./in-time.js";
export {
  type ClientOptions,
  type ClientSettings,
  clientShape,
  lazyClient,
  type Patience,
} from "./lazy-client.js";
export {
  headBytes,
  isTelephoneWav,
  kindOfWav,
  mostWavBytes,
  readWavHeader,
  tooLarge,
  unplayable,
  type WavHeader,
} from "./wav-header.js";

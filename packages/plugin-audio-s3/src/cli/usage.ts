export const usage = `Looks after the prompts of an IVR in their S3 bucket.

  switchhook-audio check --prompts prompts.json    whether the phone service can play every prompt
  switchhook-audio sync sounds --bucket my-prompts uploads what changed in a folder of WAV files
  switchhook-audio speak --prompts prompts.json    has Amazon Polly say the prompts whose files are missing

  --prompts FILE   the options of audioS3(): a JSON file, or a module that exports them as "audio" or by default
  --bucket NAME    the bucket; default: the one of the prompts
  --account ID     the account of the SIP media application, which must be the bucket's; default: $AWS_ACCOUNT_ID
  --json           prints JSON
  --help           shows this

Region, credentials and endpoint come from the environment, as for every AWS SDK.

check:  reads the first 4 KB of every file, and the bucket policy; changes nothing.

sync FOLDER:
  --prefix TEXT    put in front of every key, such as en/
  --dry-run        says what would be done, and does nothing
  --delete         deletes the WAV files below the prefix that the folder does not have; asks first
  --yes            does not ask

speak [FOLDER]:    into the folder, or without one into the bucket
  --dry-run        says what would be spoken

Ends with 0 when all is well, with 1 when something was found or could not be done, with 2 when it was called wrongly.`;

/** The command was called wrongly. */
export class UsageError extends Error {}

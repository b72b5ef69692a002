/** How `switchhook-doctor` is called. */
export const usage = `Looks at a deployed phone menu, changes nothing, and says what to do about what it finds.

  switchhook-doctor --number +12025550123
  switchhook-doctor --application ID --prompts my-prompts --recordings my-recordings --caller +12025550123

  --number E164        a number that callers dial: its rule, and the applications that it leads to, in every region
  --application ID     a SIP media application; without a number and an application, all of the region
  --prompts BUCKET     a bucket that prompts are played from
  --recordings BUCKET  a bucket that recordings are written to
  --captures BUCKET    a bucket that meetings are captured into
  --concatenate        what is captured is joined
  --calls NUMBER       the calls that there are to be at once
  --bots               calls are handed to Lex
  --caller E164        a number that calls are placed from
  --region REGION      default $AWS_REGION
  --json               the findings as a JSON list
  --help               shows this

Numbers, applications, buckets and callers may be given more than once. Exits 0 when nothing is found, 1 when something is,
2 when it was not called as above, or AWS cannot be reached.`;

const error = (status, code) => ({ kind: "error", status, code });

/** How a request can fail: as the API pages document it, and as networks do. */
export const kinds = {
  throttled: error(429, "ThrottlingException"),
  "over the table's throughput": error(400, "ProvisionedThroughputExceededException"),
  denied: error(403, "ForbiddenException"),
  "not authorized": error(401, "UnauthorizedClientException"),
  "service down": error(503, "ServiceUnavailableException"),
  "service failure": error(500, "ServiceFailureException"),
  conflict: error(409, "ConflictException"),
  "over the limit": error(400, "LimitExceededException"),
  "over the limit of resources": error(400, "ResourceLimitExceededException"),
  "bad request": error(400, "BadRequestException"),
  gone: error(404, "NotFoundException"),
  "no such table": error(400, "ResourceNotFoundException"),
  "an unknown error": error(418, "TeapotException"),
  hangs: { kind: "hang" },
  "connection lost": { kind: "drop" },
  slow: { kind: "slow", ms: 700 },
  "too slow": { kind: "slow", ms: 3000 },
  "reply lost": { kind: "lost" },
};

/** Those that stand for the others in pairs. */
export const kindsOfPairs = ["throttled", "denied", "service failure", "hangs", "reply lost"];

/** Whether only this request fails, or from it on all of its operation. */
export const spans = ["once", "from then on"];

/** The error names of wire.md 3.18 by the actions that can have them; all can have the first two. */
const ofActions = {
  PlayAudio: ["InvalidAudioSource"],
  PlayAudioAndGetDigits: ["InvalidAudioSource"],
  CallAndBridge: ["InvalidAudioSource", "CallNotAnswered"],
  Speak: ["MissingRequiredActionParameter", "AccessDenied", "ActionExecutionThrottled"],
  SpeakAndGetDigits: ["MissingRequiredActionParameter", "AccessDenied"],
  JoinChimeMeeting: ["ErrorJoiningMeeting"],
  StartCallRecording: ["NoAccessToDestination"],
};
export const errorsOf = (action) => [
  "InvalidActionParameter",
  "SystemException",
  ...(ofActions[action] ?? []),
];

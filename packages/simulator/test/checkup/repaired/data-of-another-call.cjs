const { play, speak, hangup, menu, answer, keep, others } = require("../usual-actions.cjs");

const bridge = (from) => ({
  Type: "CallAndBridge",
  Parameters: {
    CallTimeoutSeconds: 20,
    CallerIdNumber: from,
    Endpoints: [{ BridgeEndpointType: "PSTN", Uri: "+12065550199" }],
  },
});

exports.handler = async (event) => {
  const [{ From: caller }] = event.CallDetails.Participants.filter((leg) => leg.ParticipantTag === "LEG-A");
  switch (event.InvocationEventType) {
    case "NEW_INBOUND_CALL":
      return answer([play("welcome.wav"), menu()]);
    case "ACTION_SUCCESSFUL":
      if (event.ActionData.Type === "PlayAudioAndGetDigits") {
        return answer([play("connecting.wav"), bridge(caller)]);
      }
      if (event.ActionData.Type === "CallAndBridge") return keep;
      return answer(others(event));
    case "ACTION_FAILED":
      if (event.ActionData.Type === "Speak") return answer(others(event));
      return answer([speak("We are sorry. Please call again later."), hangup()]);
    case "HANGUP":
      return answer(others(event));
    case "INVALID_LAMBDA_RESPONSE":
      return answer([speak("We are sorry. Please call again later."), hangup()]);
    default:
      return keep;
  }
};

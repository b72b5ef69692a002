const { play, speak, hangup, menu, bridge, answer, keep, others } = require("../usual-actions.cjs");

exports.handler = async (event) => {
  switch (event.InvocationEventType) {
    case "NEW_INBOUND_CALL":
      return answer([play("welcome.wav"), menu()]);
    case "ACTION_SUCCESSFUL":
      if (event.ActionData.Type === "PlayAudioAndGetDigits") {
        return answer([play("connecting.wav"), bridge()]);
      }
      if (event.ActionData.Type === "CallAndBridge") return keep;
      return answer(others(event));
    case "ACTION_FAILED":
      await new Promise((resolve) => setTimeout(resolve, Number(process.env.SLOW_MS ?? 350)));
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

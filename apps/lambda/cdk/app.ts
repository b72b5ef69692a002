import { App } from "aws-cdk-lib";
import { dialInStacks } from "./dial-in-stacks.js";
import { readSettings } from "./settings.js";
import { stageHandler } from "./stage-handler.js";

const app = new App();
const settings = readSettings((name) => app.node.tryGetContext(name));
dialInStacks(app, settings, { handler: stageHandler(process.cwd()), prompts: "prompts" });
app.synth();

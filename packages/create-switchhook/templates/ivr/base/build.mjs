// #if meeting-pin
// #if !aws
import { copyFileSync } from "node:fs";
// #end
// #end
import { bundle } from "./bundle.mjs";

await bundle.rebuild();
await bundle.dispose();
// #if meeting-pin
// #if !aws
// Lambda finds it beside the handler, where MEETING_DIRECTORY says.
copyFileSync("meetings.json", "dist/meetings.json");
// #end
// #end

export { type MyPluginOptions, myPlugin } from "./my-plugin.js";

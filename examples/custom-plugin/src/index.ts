export { type CallBackOptions, callBack } from "./call-back.js";
export { CallBackDesk, type CallBackRequest } from "./call-back-desk.js";

export type { ClientConfig } from "./clients.js";
export { type ExamineOptions, examine } from "./examine.js";
export { describeFinding, type Finding, type FindingCode, remedies } from "./findings.js";

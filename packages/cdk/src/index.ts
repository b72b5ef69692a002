export { CallMetrics, type CallMetricsProps } from "./call-metrics.js";
export { IvrAlarms, type IvrAlarmsProps } from "./ivr-alarms.js";
export { IvrDashboard, type IvrDashboardProps } from "./ivr-dashboard.js";
export { IvrFunction, type IvrFunctionProps } from "./ivr-function.js";
export { IvrMetrics } from "./ivr-metrics.js";
export { type Permission, permissionStatements } from "./permission.js";
export { PhoneNumber, type PhoneNumberOrder } from "./phone-number.js";
export { phoneServiceRegions } from "./phone-service.js";
export { PinTable, type PinTableProps } from "./pin-table.js";
export { PromptBucket, type PromptBucketProps } from "./prompt-bucket.js";
export { RecordingBucket, type RecordingBucketProps } from "./recording-bucket.js";
export { ServiceLog, type ServiceLogProps } from "./service-log.js";
export {
  SipMediaApplication,
  type SipMediaApplicationProps,
  type SipTarget,
} from "./sip-media-application.js";
export { SipRule, type SipRuleProps } from "./sip-rule.js";
export { SwitchhookIvr, type SwitchhookIvrProps } from "./switchhook-ivr.js";

// Powertools' logger alone, with one line.
import { Logger } from "@aws-lambda-powertools/logger";

const logger = new Logger({ serviceName: "bench", logLevel: "INFO" });

export const handler = async () => logger.info("invocation");

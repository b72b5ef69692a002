import { type Binding, Logger } from "@switchhook/core";
import type { LogCapture } from "./log-capture.js";

/** The services of a test; of a logger among them the capture keeps what it is told, however it is made. */
export const withLogKept = (bindings: readonly Binding[], log: LogCapture): readonly Binding[] =>
  bindings.map((binding) => (binding.token.id === Logger.id ? kept(binding, log) : binding));

const kept = (binding: Binding, log: LogCapture): Binding => ({
  ...binding,
  register(container) {
    const own = container.createChildContainer();
    binding.register(own);
    let logger: Logger | undefined;
    container.register<Logger>(Logger.id, {
      useFactory: () => {
        logger ??= log.beside(own.resolve<Logger>(Logger.id));
        return logger;
      },
    });
  },
});

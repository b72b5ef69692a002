import { type IvrError, ivr, type Plugin } from "../../src/index.js";

/** As an author without a compiler puts plugins together. */
const build = (...plugins: Plugin[]) => {
  let chain = ivr();
  for (const plugin of plugins) chain = chain.use(plugin as never) as never;
  return chain.build();
};

/** What a build says that is wrong, line by line; empty when it builds. */
export const refused = (...plugins: Plugin[]): string[] => {
  try {
    build(...plugins);
  } catch (error) {
    const { code, message } = error as IvrError;
    if (code === "IVR_BUILD_INVALID") return message.split("\n").slice(1);
    throw error;
  }
  return [];
};

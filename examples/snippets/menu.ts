// #region menu
import { ivr, line } from "@switchhook/core";
import { collect, menu, say } from "@switchhook/plugin-menu";
import { prompts } from "./prompts.js";

export const handler = ivr()
  .use(prompts) // "enter", "invalid", "goodbye", and those of the departments
  .use(collect({ name: "customer", digits: { min: 6, max: 8 } }))
  .use(
    menu({
      keys: { "1": "sales", "2": "support" },
      says: { sales: "sales", support: "help" },
      lines: {
        sales: line().use(say({ name: "sales" })),
        support: line().use(say({ name: "help" })),
      },
    }),
  )
  .build();
// #endregion

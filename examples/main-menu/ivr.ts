import { type Binding, ivr, line } from "@switchhook/core";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import { backToMenu, collect, menu, say } from "@switchhook/plugin-menu";

/** Asks for an order number, as a menu's branch. */
const order = collect({
  name: "order",
  digits: { min: 6, max: 6 },
  prompts: {
    ask: "enter-order",
    silence: "nothing-entered",
    invalid: "no-such-order",
    confirm: "confirm-order",
  },
  check: (digits) => (digits.startsWith("4") ? digits : undefined),
});

const support = menu({
  name: "support",
  keys: { "1": "manual", "2": "faults" },
  says: { manual: "the manual", faults: "faults" },
  lines: {
    manual: line()
      .use(say({ name: "manual" }))
      .use(backToMenu()),
    faults: line().use(say({ name: "faults" })),
  },
});

/** A main menu with a menu in it, star for the menu around, 9 to hear it again, and an order number that is read back. */
export const mainMenu = (...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          welcome: { text: "Welcome to Example Trading." },
          main: { text: "For your order, press 1. For support, press 2. To hear this again, press 9." },
          invalid: { text: "That is none of the choices." },
          "enter-order": { text: "Please enter your order number." },
          "nothing-entered": { text: "We did not hear anything." },
          "no-such-order": { text: "There is no such order. Please enter it again." },
          "confirm-order": { text: "You entered {digits}. If that is right, press 1, otherwise 2." },
          "order-found": { text: "Your order is on its way." },
          manual: { text: "You find the manual in the box." },
          faults: { text: "Switch it off and on again." },
          goodbye: { text: "Goodbye." },
        },
      }),
    )
    .use(greeting())
    .use(
      menu({
        keys: { "1": "order", "2": "support" },
        prompts: { ask: "main" },
        lines: {
          order: line()
            .use(order)
            .use(say({ name: "order-found" })),
          support: line().use(support),
        },
      }),
    )
    .use(say({ name: "farewell", prompt: "goodbye" }))
    .bind(...services)
    .build();

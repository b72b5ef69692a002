import { ivr } from "@switchhook/core";
import { greeting, localeByNumber, localeBySipHeader } from "@switchhook/plugin-audio-s3";

export const welcome =
  // #region greeting
  greeting({
    timeZone: "Europe/Berlin",
    variants: [
      { prompt: "sales", numbers: ["+12065550199"] },
      { prompt: "night", from: "18:00", to: "08:00" },
    ],
  });
// #endregion

// #region locales
export const byNumber = ivr({
  locale: localeByNumber({ "+12065550177": "es-US" }, { otherwise: "en-US" }),
});
export const byHeader = ivr({
  locale: localeBySipHeader("X-Language", { otherwise: localeByNumber({ "+12065550177": "es-US" }) }),
});
// #endregion

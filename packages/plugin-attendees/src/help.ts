import {
  type AttendeeControlsSettings,
  type Control,
  controls,
  type HelpSentences,
  ofModerators,
} from "./options.js";

const english: HelpSentences = {
  mute: "To mute or unmute yourself, press {key}.",
  count: "To hear how many are in the meeting, press {key}.",
  leave: "To leave the meeting, press {key}.",
  muteOthers: "To mute or unmute all others, press {key}.",
  lock: "To lock or unlock the meeting, press {key}.",
  end: "To end the meeting for all, press {key}.",
};
const builtIn: Readonly<Record<string, HelpSentences>> = {
  en: english,
  de: {
    mute: "Um sich stumm zu schalten oder wieder gehört zu werden, drücken Sie {key}.",
    count: "Um zu hören, wie viele in der Besprechung sind, drücken Sie {key}.",
    leave: "Um die Besprechung zu verlassen, drücken Sie {key}.",
    muteOthers: "Um alle anderen stumm oder wieder laut zu schalten, drücken Sie {key}.",
    lock: "Um die Besprechung zu sperren oder zu öffnen, drücken Sie {key}.",
    end: "Um die Besprechung für alle zu beenden, drücken Sie {key}.",
  },
  es: {
    mute: "Para silenciarse o volver a hablar, oprima {key}.",
    count: "Para oír cuántas personas hay en la reunión, oprima {key}.",
    leave: "Para salir de la reunión, oprima {key}.",
    muteOthers: "Para silenciar a los demás o devolverles la voz, oprima {key}.",
    lock: "Para cerrar o abrir la reunión, oprima {key}.",
    end: "Para terminar la reunión para todos, oprima {key}.",
  },
  fr: {
    mute: "Pour couper ou rétablir votre micro, appuyez sur {key}.",
    count: "Pour entendre combien de personnes participent, appuyez sur {key}.",
    leave: "Pour quitter la réunion, appuyez sur {key}.",
    muteOthers: "Pour couper ou rétablir le micro des autres, appuyez sur {key}.",
    lock: "Pour verrouiller ou déverrouiller la réunion, appuyez sur {key}.",
    end: "Pour mettre fin à la réunion pour tous, appuyez sur {key}.",
  },
};

const signs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: { "*": "star", "#": "pound" },
  de: { "*": "Stern", "#": "Raute" },
  es: { "*": "asterisco", "#": "numeral" },
  fr: { "*": "étoile", "#": "dièse" },
};

/** The keys of a caller as they are read out, those of moderators only to moderators. */
export function helpText(
  { keys, help }: Pick<AttendeeControlsSettings, "keys" | "help">,
  { locale, moderator }: { readonly locale: string; readonly moderator: boolean },
): string {
  const language = locale.split("-")[0] ?? locale;
  const sentences = help[locale] ?? help[language] ?? builtIn[language] ?? english;
  // Signs of the language of the sentences: an English "star" in a Czech sentence is as good as any.
  const names = signs[language] ?? signs.en ?? {};
  return controls
    .filter((control): control is Exclude<Control, "help"> => control !== "help" && keys[control] !== false)
    .filter((control) => moderator || !ofModerators.has(control))
    .map((control) =>
      sentences[control].replaceAll(
        "{key}",
        [...String(keys[control])].map((sign) => names[sign] ?? sign).join(" "),
      ),
    )
    .join(" ");
}

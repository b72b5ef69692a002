/** What Polly takes as the value of an attribute. */
interface AttributeRule {
  takes(value: string): boolean;
  /** For people: "one of strong, moderate". */
  readonly expected: string;
  readonly required?: true;
  /** Whether only standard voices have it, or which values of it. */
  readonly standardOnly?: true | readonly string[];
}

/** What an element may be, and where. */
export interface ElementRule {
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  /** What may be inside: everything, by default. */
  readonly holds?: "nothing" | "text";
  readonly notIn?: readonly string[];
  /** The only engine that has it. */
  readonly engine?: "standard" | "neural";
  /** Whether at least one of the attributes has to be there. */
  readonly needsOne?: true;
}

const oneOf = (...values: string[]): AttributeRule => ({
  takes: (value) => values.includes(value),
  expected: `one of ${values.join(", ")}`,
});
const matching = (pattern: RegExp, expected: string): AttributeRule => ({
  takes: (value) => pattern.test(value),
  expected,
});
const required = (rule: AttributeRule) => ({ ...rule, required: true }) as const;
const standardOnly = (rule: AttributeRule, values: true | readonly string[] = true) => ({
  ...rule,
  standardOnly: values,
});

/** A number with its unit: `1.5s` is 1.5 of `s`. */
const numberOf = (value: string, unit: string): number | undefined => {
  const number = value.endsWith(unit) ? value.slice(0, -unit.length) : "";
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : undefined;
};

/** Milliseconds of a time such as `1.5s` or `1500ms`; undefined when it is none. */
export const msOf = (time: string): number | undefined => {
  const seconds = numberOf(time, "s");
  const ms = seconds === undefined ? numberOf(time, "ms") : seconds * 1000;
  return ms === undefined || ms < 0 ? undefined : ms;
};

/** The longest pause, in milliseconds. */
const longestPause = 10_000;
const rates: Readonly<Record<string, number>> = {
  default: 100,
  "x-slow": 50,
  slow: 75,
  medium: 100,
  fast: 125,
  "x-fast": 160,
};

/** The percentage of the usual speed that a `rate` means; undefined when it is none. */
export function rateOf(value: string): number | undefined {
  if (Object.hasOwn(rates, value)) return rates[value];
  const percent = numberOf(value, "%");
  return percent !== undefined && /^[+-]/.test(value) ? 100 + percent : percent;
}

const anything = matching(/\S/, "a value that is not empty");
const language = matching(/^[a-z]{2,3}(-[A-Za-z\d]{2,8})*$/, "a language such as fr-FR");
const loudness = ["default", "x-soft", "soft", "medium", "loud", "x-loud"];
const lengths = oneOf("default", "x-short", "short", "medium", "long", "x-long");
const pause: AttributeRule = {
  takes: (value) => (msOf(value) ?? Number.POSITIVE_INFINITY) <= longestPause,
  expected: "a time of at most 10s or 10000ms",
};
const duration: AttributeRule = {
  takes: (value) => msOf(value) !== undefined,
  expected: "a time such as 2s or 2400ms",
};
const rate: AttributeRule = {
  takes: (value) => {
    const percent = rateOf(value) ?? 0;
    return percent >= 20 && percent <= 200;
  },
  expected: "x-slow, slow, medium, fast, x-fast, or 20% to 200%",
};
const pitch = matching(
  /^(?:default|x-low|low|medium|high|x-high|[+-]\d+(?:\.\d+)?%)$/,
  "x-low, low, medium, high, x-high, or a difference such as +5%",
);
const volume = matching(
  new RegExp(`^(?:silent|${loudness.join("|")}|[+-]\\d+(?:\\.\\d+)?dB)$`),
  "silent, x-soft, soft, medium, loud, x-loud, or a difference such as -6dB",
);

/** How `say-as` may read a text. */
const sayAsKinds = [
  ..."characters spell-out cardinal number ordinal digits fraction unit date time".split(" "),
  ..."address expletive telephone".split(" "),
];

/**
 * The elements that Polly documents for its standard and neural voices; nesting is that of SSML 1.1, of which they are a part.
 * https://docs.aws.amazon.com/polly/latest/dg/supportedtags.html
 */
export const ssmlElements: Readonly<Record<string, ElementRule>> = {
  speak: {
    notIn: ["speak"],
    attributes: {
      version: anything,
      "xml:lang": language,
      xmlns: anything,
      "xmlns:amazon": anything,
      "xmlns:xsi": anything,
      "xsi:schemaLocation": anything,
    },
  },
  break: {
    holds: "nothing",
    attributes: { time: pause, strength: oneOf("none", "x-weak", "weak", "medium", "strong", "x-strong") },
  },
  emphasis: { engine: "standard", attributes: { level: oneOf("strong", "moderate", "reduced") } },
  lang: { attributes: { "xml:lang": required(language) } },
  mark: { holds: "nothing", attributes: { name: required(anything) } },
  p: { notIn: ["p", "s"], attributes: { "xml:lang": language } },
  s: { notIn: ["s"], attributes: { "xml:lang": language } },
  phoneme: {
    holds: "text",
    attributes: {
      alphabet: required(matching(/^(?:ipa|x-sampa|x-amazon-[a-z-]+)$/, "ipa, x-sampa or x-amazon-pinyin")),
      ph: required(anything),
    },
  },
  prosody: {
    needsOne: true,
    attributes: {
      rate,
      volume,
      pitch: standardOnly(pitch),
      "amazon:max-duration": standardOnly(duration),
    },
  },
  "say-as": {
    holds: "text",
    attributes: {
      "interpret-as": required(oneOf(...sayAsKinds)),
      format: oneOf(..."mdy dmy ymd md dm ym my d m y yyyymmdd".split(" ")),
    },
  },
  sub: { holds: "text", attributes: { alias: required(anything) } },
  w: {
    holds: "text",
    attributes: {
      role: required(
        matching(
          /^(?:amazon|ivona):(?:VBD?|DT|IN|JJ|NN|DEFAULT|SENSE_\d)$/,
          "amazon:VB, amazon:VBD, amazon:DT, amazon:IN, amazon:JJ, amazon:NN, amazon:DEFAULT or amazon:SENSE_1",
        ),
      ),
    },
  },
  "amazon:breath": {
    engine: "standard",
    holds: "nothing",
    attributes: { duration: lengths, volume: oneOf(...loudness) },
  },
  "amazon:auto-breaths": {
    engine: "standard",
    attributes: {
      duration: lengths,
      volume: oneOf(...loudness),
      frequency: oneOf("default", "x-low", "low", "medium", "high", "x-high"),
    },
  },
  "amazon:domain": { engine: "neural", attributes: { name: required(oneOf("news")) } },
  "amazon:effect": {
    needsOne: true,
    attributes: {
      name: standardOnly(oneOf("whispered", "drc"), ["whispered"]),
      phonation: standardOnly(oneOf("soft")),
      "vocal-tract-length": standardOnly(matching(/^[+-]?\d+(?:\.\d+)?%$/, "a percentage such as +15%")),
    },
  },
};

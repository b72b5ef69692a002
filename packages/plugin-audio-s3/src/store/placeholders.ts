import { IvrError } from "@switchhook/core";

const placeholder = /\{([a-z][a-z0-9_]*)\}/gi;

/** The names that stand in braces in a text, each once. */
export const placeholdersIn = (text: string): readonly string[] =>
  text.includes("{") ? [...new Set([...text.matchAll(placeholder)].map(([, name = ""]) => name))] : [];

/** A text with the values in place of their names; in SSML they are escaped, so that they are text there as well. */
export function fillIn(
  prompt: string,
  { text, ssml }: { readonly text: string; readonly ssml: boolean },
  values: Readonly<Record<string, string>>,
): string {
  const missing = placeholdersIn(text).filter((name) => !Object.hasOwn(values, name));
  if (missing.length > 0) {
    throw new IvrError(
      "IVR_OPTIONS_INVALID",
      `the prompt "${prompt}" has no value for ${missing.join(", ")}`,
      {
        plugin: "audio-s3",
        hint: `Play it as { prompt: "${prompt}", values: { ${missing.join(", ")} } }, or take the braces out of its text.`,
      },
    );
  }
  return text.replace(placeholder, (_, name: string) => {
    const given = values[name] ?? "";
    return ssml ? escaped(given) : given;
  });
}

const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

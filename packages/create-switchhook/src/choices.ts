/** The plugins that a new IVR may begin with, beside prompts and the greeting, which all have. */
export const pluginChoices = {
  "meeting-pin": { label: "Meetings", hint: "asks for a PIN and joins the meeting", needs: undefined },
  attendees: { label: "Mute", hint: "*6 mutes and unmutes the caller in the meeting", needs: "meeting-pin" },
  recording: { label: "Recording", hint: "*9 records the call", needs: "meeting-pin" },
  menu: { label: "Main menu", hint: "keys that lead into lines of the call", needs: undefined },
} as const;

export type PluginChoice = keyof typeof pluginChoices;

/** The plugins by name, in the order in which a project is put together of them. */
export const pluginNames = Object.keys(pluginChoices) as PluginChoice[];

/** What a new IVR is to be. */
export interface IvrChoices {
  readonly template: "ivr";
  /** Its package name; the folder is called after the last part. */
  readonly name: string;
  readonly plugins: readonly PluginChoice[];
  readonly prompts: "spoken" | "wav";
  readonly deploy: "aws" | "none";
}

/** What a new plugin is to be. */
export interface PluginChoices {
  readonly template: "plugin";
  readonly name: string;
}

export type Choices = IvrChoices | PluginChoices;

export const isPluginChoice = (name: string): name is PluginChoice => Object.hasOwn(pluginChoices, name);

/** What is wrong with a name, or undefined. */
export function nameProblem(name: string): string | undefined {
  if (/^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]{0,99}$/.test(name)) return undefined;
  return `name: expected a package name of a-z 0-9 . _ - such as my-ivr, given ${JSON.stringify(name)}`;
}

/** What is wrong with plugins that only work with others, a line each. */
export const missingPlugins = (plugins: readonly PluginChoice[]): string[] =>
  plugins.flatMap((plugin) => {
    const { needs } = pluginChoices[plugin];
    return needs === undefined || plugins.includes(needs)
      ? []
      : [`plugins: ${plugin} only acts in a meeting; add ${needs}, or leave it out`];
  });

/** The folder of a package name: the name without its scope. */
export const folderOf = (name: string): string => name.replace(/^@[^/]*\//, "");

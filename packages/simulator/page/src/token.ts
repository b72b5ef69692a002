/** The token of this start of the server, which the page was served with. */
export const token = document.querySelector<HTMLMetaElement>('meta[name="switchhook-token"]')?.content ?? "";

/** A link to something that the server keeps. */
export const linkTo = (path: string): string => `${path}?token=${encodeURIComponent(token)}`;

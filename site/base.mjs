/** Where the site stands at its host, from the first slash to the last: `/`, or `/switchhook/` as GitHub has it for a repository. */
export const base = `/${process.env.SITE_BASE ?? ""}/`.replace(/\/{2,}/g, "/");

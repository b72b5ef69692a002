/**
 * The manifest with where its source is. npm refuses provenance when that is not the repository which publishes, so
 * it is taken from the workflow that does, and a fork publishes as itself.
 * @template {Record<string, unknown>} Manifest
 * @param {Manifest} manifest
 * @param {{ server: string, repository: string, directory: string }} source such as https://github.com, owner/name, packages/core
 */
export const withRepository = (manifest, { server, repository, directory }) => ({
  ...manifest,
  repository: { type: "git", url: `git+${server}/${repository}.git`, directory },
});

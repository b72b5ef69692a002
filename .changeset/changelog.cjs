// Entries for whoever uses a package: without hashes of commits, and without rows that only say that other packages of ours went along.
module.exports = {
  getReleaseLine: async ({ summary }) => `- ${summary.trim().replaceAll("\n", "\n  ")}`,
  getDependencyReleaseLine: async () => "",
};

/**
 * What `npm audit --json` has printed: whether the registry answered, and a line for each package with a finding.
 * @param {string} printed
 * @returns {{ answered: boolean, findings: string[] }}
 */
export function readAudit(printed) {
  const report = parsed(printed);
  if (report.auditReportVersion === undefined) {
    if (printed.includes("/-/npm/v1/security/")) return { answered: false, findings: [] };
    throw new Error(`npm audit has failed:\n${printed}`);
  }
  return {
    answered: true,
    findings: Object.values(report.vulnerabilities).map(
      ({ name, severity, range, via, fixAvailable }) =>
        `${name} ${range}: ${severity}: ${via.map(titleOf).join("; ")}${fixAvailable ? " (a fix is there)" : ""}`,
    ),
  };
}

const titleOf = (via) => (typeof via === "string" ? `by ${via}` : `${via.title} (${via.url})`);

function parsed(printed) {
  try {
    return JSON.parse(printed);
  } catch {
    return {};
  }
}

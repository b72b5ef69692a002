import type { FlowNode } from "../../../src/phone-server/protocol.js";

const parts = {
  services: "offers services",
  around: "around everything",
  feature: "beside the flow",
  step: "step",
};

/** The IVR's plugins in their order; the step that the call is in is lit. */
export function Flow({ flow, at }: { readonly flow: readonly FlowNode[]; readonly at: string | undefined }) {
  return (
    <section class="card">
      <h2>Flow</h2>
      <FlowLine nodes={flow} path="" at={at} />
    </section>
  );
}

function FlowLine({
  nodes,
  path,
  at,
}: {
  readonly nodes: readonly FlowNode[];
  readonly path: string;
  readonly at: string | undefined;
}) {
  return (
    <ol class="flow">
      {nodes.map(({ name, part, lines }) => {
        const own = `${path}${name}`;
        const here = part === "step" && own === at;
        return (
          <li key={name} class={`${part}${here ? " here" : ""}`} aria-current={here ? "step" : undefined}>
            <span>{name}</span> <small>{parts[part]}</small>
            {Object.entries(lines ?? {}).map(([branch, line]) => (
              <div key={branch} class="branch">
                <small>{branch}</small>
                <FlowLine nodes={line} path={`${own}/${branch}/`} at={at} />
              </div>
            ))}
          </li>
        );
      })}
    </ol>
  );
}

import "reflect-metadata/lite";
import {
  type DependencyContainer,
  container as globalContainer,
  instanceCachingFactory,
  instancePerContainerCachingFactory,
  Lifecycle,
  inject as tsyringeInject,
  injectable as tsyringeInjectable,
} from "tsyringe";
import { IvrError } from "../errors.js";

/** Names a service and carries its type; it stands next to the interface, under the same name. */
export interface Token<T> {
  readonly name: string;
  readonly id: symbol;
  /** Carries the type; never set. */
  readonly type?: T;
}

/** Makes the token of a service: `export const Clock = token<Clock>("Clock")`. */
export const token = <T>(name: string): Token<T> => ({ name, id: Symbol(name) });

export type Constructor<T> = new (...args: never[]) => T;
export type TokenMap = Readonly<Record<string, Token<unknown>>>;
export type Resolved<D extends TokenMap> = {
  readonly [K in keyof D]: D[K] extends Token<infer T> ? T : never;
};

/** Makes a service from others, for services that need no class. */
export interface Factory<T, D extends TokenMap = TokenMap> {
  readonly deps: D;
  readonly make: (deps: Resolved<D>) => T;
}

/** What AWS has to allow the function, beside what the phone service does itself; tools write its role from it. */
export interface Permission {
  /** As IAM names them, such as `dynamodb:GetItem`. */
  readonly actions: readonly string[];
  /**
   * An ARN, or `*`. What only the deployment knows stands there as in CloudFormation: `${AWS::Partition}`, `${AWS::Region}`,
   * `${AWS::AccountId}`, and `${SipMediaApplicationId}` for the application that the calls belong to.
   */
  readonly resource: string;
}

type Lifetime = "value" | "singleton" | "perCall";

/** One service, bound to its token: what `value`, `singleton` and `perCall` answer. */
export interface Binding {
  readonly token: Token<unknown>;
  readonly lifetime: Lifetime;
  readonly needs: readonly symbol[];
  /** What it asks of AWS. */
  readonly permissions?: readonly Permission[];
  readonly register: (container: DependencyContainer) => void;
}

/** Marks a class as an adapter that can be injected; the class writes to no container. */
export const injectable = (): (<C extends Constructor<unknown>>(target: C) => void) => tsyringeInjectable();

/** Says which service a constructor parameter gets; every parameter of an adapter needs it. */
export const inject = (service: Token<unknown>): ParameterDecorator => tsyringeInject(service.id);

// The token alone says the type: of both together the compiler would take one that fits anything.

/** Binds a service to a ready value, with what it asks of AWS. */
export const value = <T>(
  service: Token<T>,
  instance: NoInfer<T>,
  permissions: readonly Permission[] = [],
): Binding => ({
  token: service,
  lifetime: "value",
  needs: [],
  permissions,
  register: (container) => void container.registerInstance(service.id, instance),
});

/** Binds a service that is built once, at cold start, with what it asks of AWS. */
export const singleton = <T, D extends TokenMap = Record<never, never>>(
  service: Token<T>,
  source: Constructor<NoInfer<T>> | Factory<NoInfer<T>, D>,
  permissions: readonly Permission[] = [],
): Binding => ({ ...built(service, "singleton", source), permissions });

/** Binds a service that is built anew for each invocation that needs it, with what it asks of AWS. */
export const perCall = <T, D extends TokenMap = Record<never, never>>(
  service: Token<T>,
  source: Constructor<NoInfer<T>> | Factory<NoInfer<T>, D>,
  permissions: readonly Permission[] = [],
): Binding => ({ ...built(service, "perCall", source), permissions });

function built<T, D extends TokenMap>(
  service: Token<T>,
  lifetime: "singleton" | "perCall",
  source: Constructor<T> | Factory<T, D>,
): Binding {
  if (typeof source === "function") {
    return {
      token: service,
      lifetime,
      needs: injectedTokens(service, source),
      register: (container) =>
        void container.register(
          service.id,
          { useClass: source as Constructor<T> & (new (...args: unknown[]) => T) },
          { lifecycle: lifetime === "singleton" ? Lifecycle.Singleton : Lifecycle.ContainerScoped },
        ),
    };
  }
  const make = (container: DependencyContainer): T => source.make(resolveAll(container, source.deps));
  return {
    token: service,
    lifetime,
    needs: Object.values(source.deps).map((dependency) => dependency.id),
    register: (container) =>
      void container.register(service.id, {
        useFactory:
          lifetime === "singleton" ? instanceCachingFactory(make) : instancePerContainerCachingFactory(make),
      }),
  };
}

// tsyringe hands `undefined` to a parameter without @inject when decorator metadata is not emitted.
function injectedTokens(service: Token<unknown>, adapter: Constructor<unknown>): symbol[] {
  const marked: Record<string, { readonly token: symbol }> =
    Reflect.getOwnMetadata("injectionTokens", adapter) ?? {};
  const bare = Array.from({ length: adapter.length }, (_, index) => index).filter((index) => !marked[index]);
  if (bare.length > 0) {
    throw new IvrError(
      "IVR_SERVICE_INVALID",
      `the class ${adapter.name} bound to ${service.name} has no @inject at constructor parameter ${bare.map((index) => index + 1).join(", ")}`,
    );
  }
  return Object.values(marked).map((mark) => mark.token);
}

const resolveAll = <D extends TokenMap>(container: DependencyContainer, deps: D): Resolved<D> =>
  Object.fromEntries(
    Object.entries(deps).map(([name, service]) => [name, container.resolve(service.id)]),
  ) as Resolved<D>;

/** What becomes of a demand: the services that every call shares, and the others by name. */
interface Plan {
  readonly shared: Readonly<Record<string, unknown>>;
  readonly ofTheCall: readonly (readonly [name: string, id: symbol])[];
}

/** Who asks for a service, for messages. */
export interface Demand {
  readonly by: string;
  readonly deps: TokenMap;
}

/** All services of an IVR, built at cold start. */
export interface Services {
  /** The services of one demand; those of the call come from the call's scope, made when first needed. */
  resolve<D extends TokenMap>(deps: D, scope: () => Scope): Resolved<D>;
  has(service: Token<unknown>): boolean;
  openScope(values: readonly Binding[]): Scope;
}

/** The child container of one invocation; only this file sees what is inside. */
export interface Scope {
  readonly container: DependencyContainer;
  /** The demands that this invocation has resolved already. */
  readonly resolved: Map<TokenMap, Readonly<Record<string, unknown>>>;
}

/** Finds, for each demand, the services that nobody offers; empty when all is well. */
export function missingServices(
  bindings: ReadonlyMap<symbol, Binding>,
  ofTheCall: readonly Token<unknown>[],
  demands: readonly Demand[],
): string[] {
  const known = new Set([...bindings.keys(), ...ofTheCall.map((service) => service.id)]);
  const nameOf = (id: symbol) => id.description ?? "a service without a name";
  return [
    ...demands.flatMap(({ by, deps }) =>
      Object.values(deps)
        .filter((service) => !known.has(service.id))
        .map((service) => `${by} depends on the service ${service.name}, which nobody offers`),
    ),
    ...[...bindings.values()].flatMap(({ token: service, needs }) =>
      needs
        .filter((id) => !known.has(id))
        .map((id) => `the service ${service.name} depends on ${nameOf(id)}, which nobody offers`),
    ),
  ];
}

/**
 * Builds all singletons from the root, at cold start.
 * A singleton first resolved in a call's scope would keep that caller's data for the next one; here it fails instead.
 */
export function startServices(
  bindings: ReadonlyMap<symbol, Binding>,
  ofTheCall: readonly Token<unknown>[],
): Services {
  const root = globalContainer.createChildContainer();
  for (const binding of bindings.values()) binding.register(root);
  const callScoped = new Set(ofTheCall.map((service) => service.id));
  for (const { token: service, lifetime } of bindings.values()) {
    if (lifetime === "perCall") callScoped.add(service.id);
  }
  for (const { token: service, lifetime, needs } of bindings.values()) {
    if (lifetime !== "singleton") continue;
    const leaked = needs.find((id) => callScoped.has(id));
    if (leaked) {
      throw new IvrError(
        "IVR_SERVICE_INVALID",
        `the singleton ${service.name} depends on ${leaked.description}, which belongs to one call`,
        { hint: "Bind it with perCall, or pass what it needs of the call with each method." },
      );
    }
    try {
      root.resolve(service.id);
    } catch (cause) {
      if (cause instanceof IvrError) throw cause;
      throw new IvrError("IVR_SERVICE_INVALID", `the service ${service.name} could not be built`, { cause });
    }
  }

  const plans = new Map<TokenMap, Plan>();
  const planOf = (deps: TokenMap): Plan => {
    const known = plans.get(deps);
    if (known) return known;
    const isOfTheCall = ([, service]: [string, Token<unknown>]) => callScoped.has(service.id);
    const all = Object.entries(deps);
    const plan = {
      shared: resolveAll(root, Object.fromEntries(all.filter((one) => !isOfTheCall(one)))),
      ofTheCall: all.filter(isOfTheCall).map(([name, { id }]) => [name, id] as const),
    };
    plans.set(deps, plan);
    return plan;
  };
  return {
    resolve<D extends TokenMap>(deps: D, scope: () => Scope): Resolved<D> {
      const { shared, ofTheCall } = planOf(deps);
      if (ofTheCall.length === 0) return shared as Resolved<D>;
      const { container, resolved } = scope();
      const ready = resolved.get(deps);
      if (ready) return ready as Resolved<D>;
      const made: Record<string, unknown> = Object.assign({}, shared);
      for (const [name, id] of ofTheCall) made[name] = container.resolve(id);
      resolved.set(deps, made);
      return made as Resolved<D>;
    },
    has: (service) => root.isRegistered(service.id),
    openScope(values) {
      const container = root.createChildContainer();
      for (const binding of values) binding.register(container);
      return { container, resolved: new Map() };
    },
  };
}

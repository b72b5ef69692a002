import { expect, it, vi } from "vitest";
import { once } from "../../src/once.js";

it("once makes a value on first use, and only then", () => {
  const make = vi.fn(() => ({}));
  const get = once(make);
  expect(make).not.toHaveBeenCalled();
  expect(get()).toBe(get());
  expect(make).toHaveBeenCalledTimes(1);
});

it("once remembers undefined too", () => {
  const make = vi.fn(() => undefined);
  const get = once(make);
  get();
  get();
  expect(make).toHaveBeenCalledTimes(1);
});

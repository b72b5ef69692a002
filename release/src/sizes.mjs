/** How much bigger than its budget a package may be before somebody has to say that it is meant. */
const slack = 1.1;

/**
 * What is over the budgets, a line each; a package without a budget is over it.
 * @param {Record<string, Record<string, number>>} budgets bytes by package and by what is measured
 * @param {Record<string, Record<string, number>>} sizes
 */
export const overBudget = (budgets, sizes) =>
  Object.entries(sizes).flatMap(([name, measured]) =>
    Object.entries(measured).flatMap(([what, bytes]) => {
      const budget = budgets[name]?.[what];
      if (budget === undefined) return [`${name}: there is no budget for ${what}, which is ${bytes} bytes`];
      if (bytes <= budget * slack) return [];
      return [`${name}: ${what} is ${bytes} bytes, ${percent(bytes / budget)} over its budget of ${budget}`];
    }),
  );

const percent = (ratio) => `${Math.round((ratio - 1) * 100)} %`;

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const letters: Readonly<Record<string, string>> = {
  "2": "ABC",
  "3": "DEF",
  "4": "GHI",
  "5": "JKL",
  "6": "MNO",
  "7": "PQRS",
  "8": "TUV",
  "9": "WXYZ",
};
const names: Readonly<Record<string, string>> = { "*": "star", "#": "pound" };

/** The twelve keys of a phone. */
export function Keypad({ onPress }: { readonly onPress: (key: string) => void }) {
  return (
    <fieldset class="keypad" aria-label="Keypad">
      {keys.map((key) => (
        <button type="button" key={key} aria-label={names[key] ?? key} onClick={() => onPress(key)}>
          <span>{key}</span>
          <small aria-hidden="true">{letters[key] ?? " "}</small>
        </button>
      ))}
    </fieldset>
  );
}

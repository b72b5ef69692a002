// Serves packages on a free port of loopback: `node serve.mjs CONFIG.json` prints the address when it listens, and ends with its stdin.
import { readFileSync } from "node:fs";
import process from "node:process";
import verdaccio from "verdaccio";

const app = await verdaccio.runServer(JSON.parse(readFileSync(process.argv[2], "utf8")));
const server = app.listen(0, "127.0.0.1", () => {
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}/\n`);
});
process.stdin.resume().on("end", () => process.exit(0));

// Say what the figure of a matrix shows, for the build: `node matrix.mjs '[2, 1, 0, 1]'` writes it to stdout as JSON.
import { show } from "../src/matrix/matrix.js";

process.stdout.write(JSON.stringify(show(JSON.parse(process.argv[2]))));

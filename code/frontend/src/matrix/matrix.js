// What the figure of a 2x2 matrix shows: functions of the matrix and of nothing else, for the browser and for the build.
// A matrix [a, b, c, d] has its rows one after the other. Its entries have at most four decimals, so that whole numbers
// of ten-thousandths give the determinant, and with it the rank, without rounding.

export const LIMIT = 3; // the drawing shows -3 to 3, and an entry is no larger
export const UNIT = 50; // pixels of the drawing
const PARTS = 1e4; // of 1, in which entries are whole
const SNAP = 0.1; // how near an arrow comes to the line of the other before it lies on it
const GRID = 8; // lines on each side of the origin
const HEAD = 12; // pixels of an arrow
const NOTHING = "M0 0"; // the path that draws nothing
const SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1]];
const LETTER = [[[0.3, 0.15], [0.3, 0.85], [0.75, 0.85]], [[0.3, 0.52], [0.65, 0.52]]]; // an F shows when it is mirrored

const round = (x, parts = PARTS) => Math.round(x * parts) / parts + 0; // + 0: no -0
const inside = (x) => Math.min(LIMIT, Math.max(-LIMIT, x));
export const tenth = (x) => inside(round(x, 10));
const isShown = (x) => Math.abs(x) <= LIMIT;

export function image([a, b, c, d], [x, y]) {
  return [a * x + b * y, c * x + d * y];
}

export function determinant(matrix) {
  const [a, b, c, d] = matrix.map((entry) => Math.round(entry * PARTS));
  return (a * d - b * c) / PARTS ** 2;
}

export function rank(matrix) {
  if (determinant(matrix) !== 0) return 2;
  return matrix.some((entry) => entry !== 0) ? 1 : 0;
}

// The matrix a part of the way from one to another.
export function between(from, to, part) {
  return from.map((entry, i) => round(entry + part * (to[i] - entry)));
}

// Where an arrow ends that is dragged to a point: on a tenth or, near the line of the other arrow, at a tenth of that.
export function snap([x, y], [u, v]) {
  const length = Math.hypot(u, v);
  const nearby = Math.abs(x * v - y * u) < SNAP * length;
  const part = nearby && Math.round((10 * (x * u + y * v)) / length ** 2) / 10;
  const onLine = [round(part * u), round(part * v)];
  const parallel = nearby && onLine.every(isShown) && determinant([onLine[0], u, onLine[1], v]) === 0;
  return parallel ? onLine : [tenth(x), tenth(y)];
}

// Read an entry as people type it, with a point or a comma; null when it is no number, or one that is not shown.
export function parse(text) {
  const plain = text.trim().replace(",", ".").replace("\u2212", "-");
  const entry = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? round(Number(plain)) : NaN;
  return isShown(entry) ? entry : null;
}

// 2 is written "2.0", and 0.7071 "0.7071".
const decimals = (x, most = 4) => x.toFixed(most).replace(/(\.\d+?)0+$/, "$1");
const spoken = (text) => text.replace("-", "\u2212");
const factor = (x) => (x < 0 ? `(${spoken(decimals(x))})` : decimals(x));

// The determinant with two decimals, and whether these are all; one that is small has all that it has.
function area(det) {
  const exact = decimals(det, 8);
  const short = decimals(det, 2);
  return Math.abs(det) < 0.005 || short === exact ? ["=", spoken(exact)] : ["≈", spoken(short)];
}

function areaInWords(det) {
  const size = area(Math.abs(det))[1];
  return size === "1.0" ? "Areas stay as large as they are." : `Areas become ${size} times as large.`;
}

const SIDES = { "-1": "The plane is turned over: see the F.", 0: "The plane is flattened.", 1: "The plane is not turned over." };
const RANKS = ["everything falls on the origin", "everything falls on a line", "the image is the whole plane"];

// The drawing has its origin in the middle, and y goes down.
const place = ([x, y]) => `${round(x * UNIT, 10)} ${round(-y * UNIT, 10)}`;
const path = (points) => `M${points.map(place).join("L")}`;

function grid(matrix, turn) {
  const lines = Array.from({ length: 2 * GRID + 1 }, (_, i) => [-GRID, GRID].map((end) => turn([end, i - GRID])));
  return lines.map((line) => path(line.map((point) => image(matrix, point)))).join("");
}

// Lines across the unit square: with them its image differs in more than its colour when it is turned over.
function hatching(matrix) {
  const sums = Array.from({ length: 9 }, (_, i) => (i + 1) / 5);
  const ends = sums.map((sum) => [Math.max(0, sum - 1), Math.min(1, sum)]);
  return ends.map(([low, high]) => path([[low, high], [high, low]].map((point) => image(matrix, point)))).join("");
}

function arrow([x, y]) {
  const length = Math.hypot(x, y) * UNIT;
  if (length === 0) return NOTHING;
  const head = Math.min(HEAD, length) / length;
  const base = [x * (1 - head), y * (1 - head)];
  const side = [-y * head * 0.4, x * head * 0.4];
  const corners = [1, -1].map((sign) => [base[0] + sign * side[0], base[1] + sign * side[1]]);
  return `${path([[0, 0], base])}${path([corners[0], [x, y], corners[1]])}Z`;
}

// The name of an arrow stands beyond its tip, to the right of the first arrow and to the left of the second: two arrows
// may lie on each other.
function beyond([x, y], side) {
  const angle = (x || y ? Math.atan2(y, x) : 0) + (side * Math.PI) / 4;
  return `translate(${place([x + 0.6 * Math.cos(angle), y + 0.6 * Math.sin(angle)])})`;
}

// Return all that the figure shows, by the names that its parts have in the page.
export function show(matrix) {
  const [a, b, c, d] = matrix;
  const det = determinant(matrix);
  const square = `${path(SQUARE.map((point) => image(matrix, point)))}Z`;
  const entries = matrix.map((entry) => decimals(entry));
  return {
    rows: grid(matrix, ([along, across]) => [along, across]),
    columns: grid(matrix, ([along, across]) => [across, along]),
    square,
    hatching: det < 0 ? hatching(matrix) : NOTHING,
    letter: LETTER.map((stroke) => path(stroke.map((point) => image(matrix, point)))).join(""),
    first: arrow([a, c]),
    second: arrow([b, d]),
    firstName: beyond([a, c], -1),
    secondName: beyond([b, d], 1),
    firstTip: `translate(${place([a, c])})`,
    secondTip: `translate(${place([b, d])})`,
    a: entries[0],
    b: entries[1],
    c: entries[2],
    d: entries[3],
    det: area(det)[1],
    determinant: `det A = ${factor(a)} · ${factor(d)} − ${factor(b)} · ${factor(c)} ${area(det).join(" ")}`,
    area: areaInWords(det),
    side: SIDES[Math.sign(det)],
    rank: `Rank ${rank(matrix)}: ${RANKS[rank(matrix)]}.`,
    numpy: `A = np.array([[${entries[0]}, ${entries[1]}], [${entries[2]}, ${entries[3]}]])`,
  };
}

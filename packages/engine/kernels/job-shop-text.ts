// Reads the text of a plain job shop in AssemblyScript: TypeScript's syntax, compiled to WebAssembly by tools/kernels. Instances come with
// a million operations, and the first one of a process meets code that nobody has run yet; this needs no warming up.
//
// src/instances/jsp/parse.ts is its twin in plain TypeScript and the only one that knows errors: whatever is not blanks, whole numbers,
// comments and just as many lines as the header says is left to it. A test reads the same texts with both.
//
// The host lays the text at 0, a line end behind it, and asks for its columns where `machines`, `durations` and `lengths` say.

const NEW_LINE: i32 = 10;
const HASH: i32 = 35;
const ZERO: i32 = 48;
/** Longer numbers than this many digits are left to the twin. */
const DIGITS: usize = 9;
const MOST_COUNT: i32 = 10_000_000;
/** Work that fits the engine's integers. */
const MOST_WORK: i64 = 1 << 30;

let column: usize = 0;
let jobCount: i32 = 0;
let machineCount: i32 = 0;

/** An operation takes four characters at least, so no column is longer than the text: bytes of each, and of all with the text. */
function columnOf(length: i32): usize {
  return <usize>((length + 16) & ~7);
}
export function bytes(length: i32): i32 {
  return <i32>(columnOf(length) * 4);
}
export function machinesArea(): i32 {
  return <i32>column;
}
export function durationsArea(): i32 {
  return <i32>(column * 2);
}
export function lengthsArea(): i32 {
  return <i32>(column * 3);
}
export function jobs(): i32 {
  return jobCount;
}
export function machines(): i32 {
  return machineCount;
}

function isBlank(code: i32): bool {
  return code === 32 || code === 9 || code === 13;
}

/** Reads a text of so many bytes; returns how many operations it has, -1 = the twin should look at it. */
export function read(length: i32): i32 {
  const end = <usize>length;
  column = columnOf(length);
  jobCount = 0;
  machineCount = 0;
  const durations = column;
  const lengths = column * 2;
  let to = column;
  let work: i64 = 0;
  let lines: i32 = -1;
  for (let at: usize = 0; at < end; at++) {
    let code = <i32>load<u8>(at);
    while (isBlank(code)) code = <i32>load<u8>(++at);
    if (code === HASH) while (code !== NEW_LINE) code = <i32>load<u8>(++at);
    let values: i32 = 0;
    while (code !== NEW_LINE) {
      const begin = at;
      let value: i32 = 0;
      for (let digit = code - ZERO; <u32>digit <= 9; digit = code - ZERO) {
        value = value * 10 + digit;
        code = <i32>load<u8>(++at);
      }
      if (at === begin || at - begin > DIGITS || (code !== NEW_LINE && !isBlank(code))) return -1;
      if (lines < 0) {
        if (values === 0) jobCount = value;
        else if (values === 1) machineCount = value;
      } else if ((values & 1) === 0) {
        if (value >= machineCount) return -1;
        store<i32>(to, value);
      } else {
        store<i32>(to + durations, value);
        work += value;
        to += 4;
      }
      values++;
      while (isBlank(code)) code = <i32>load<u8>(++at);
    }
    if (values === 0) continue;
    if (lines < 0) {
      if (values < 2 || jobCount < 1 || machineCount < 1 || jobCount > MOST_COUNT || machineCount > MOST_COUNT) return -1;
    } else {
      if (lines >= jobCount || (values & 1) !== 0) return -1;
      store<i32>(column + lengths + ((<usize>lines) << 2), values >> 1);
    }
    lines++;
  }
  return lines === jobCount && work <= MOST_WORK ? <i32>((to - column) >> 2) : -1;
}

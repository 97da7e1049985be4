// Rows and columns count from 1, with 0 as the free one; indices stay within arrays of that size, hence the non-null assertions.

/** Least sum of a square table's entries, one of each row and column (Kuhn 1955, by shortest augmenting paths). O(size³). */
export function cheapestAssignment(cost: Float64Array, size: number): number {
  const rowPrice = new Float64Array(size + 1);
  const columnPrice = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  const cameFrom = new Int32Array(size + 1);
  const least = new Float64Array(size + 1);
  const isDone = new Uint8Array(size + 1);
  for (let row = 1; row <= size; row++) {
    rowOf[0] = row;
    least.fill(Number.POSITIVE_INFINITY);
    isDone.fill(0);
    let column = 0;
    do {
      isDone[column] = 1;
      const from = rowOf[column]!;
      let step = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= size; j++) {
        if (isDone[j] === 1) continue;
        const reduced = cost[(from - 1) * size + j - 1]! - rowPrice[from]! - columnPrice[j]!;
        if (reduced < least[j]!) {
          least[j] = reduced;
          cameFrom[j] = column;
        }
        if (least[j]! < step) {
          step = least[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= size; j++) {
        if (isDone[j] === 1) {
          rowPrice[rowOf[j]!]! += step;
          columnPrice[j]! -= step;
        } else least[j]! -= step;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      rowOf[column] = rowOf[cameFrom[column]!]!;
      column = cameFrom[column]!;
    }
  }
  let sum = 0;
  for (let j = 1; j <= size; j++) sum += cost[(rowOf[j]! - 1) * size + j - 1]!;
  return sum;
}

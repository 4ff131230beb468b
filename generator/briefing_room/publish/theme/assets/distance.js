// How many letters two words differ by, swapped neighbours counting once; at most `most`.
export function distance(word, other, most) {
  if (Math.abs(word.length - other.length) > most) return most + 1;
  let before = [], last = [...Array(other.length + 1).keys()];
  for (let at = 1; at <= word.length; at++) {
    const row = [at];
    for (let to = 1; to <= other.length; to++) {
      row[to] = Math.min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (word[at - 1] !== other[to - 1]));
      const swapped = at > 1 && to > 1 && word[at - 1] === other[to - 2] && word[at - 2] === other[to - 1];
      if (swapped) row[to] = Math.min(row[to], before[to - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}

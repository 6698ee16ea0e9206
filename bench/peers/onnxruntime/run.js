// Times ONNX Runtime on the models of export_onnx.py.
//   node run.js MODELS IDS [REVIEWS]
// IDS: 64 x 200 little-endian int32. REVIEWS: a little-endian int32 length before the ids of each review; scored sorted by length in batches of 64,
// each padded to its longest. Prints one line a figure: MODEL<TAB>WHAT<TAB>THREADS<TAB>milliseconds (medians).
const fs = require('fs');
const path = require('path');
const ort = require('onnxruntime-node');

const [models, idsFile, reviewsFile] = process.argv.slice(2);

function ints(file) {
  const bytes = fs.readFileSync(file);
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

function tensor(rows, columns, at) {
  const data = new BigInt64Array(rows * columns);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) data[r * columns + c] = BigInt(at(r, c));
  return new ort.Tensor('int64', data, [rows, columns]);
}

async function timed(work, runs) {
  for (let i = 0; i < 3; i++) await work();
  const times = [];
  for (let i = 0; i < runs; i++) {
    const start = process.hrtime.bigint();
    await work();
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return times.sort((a, b) => a - b)[runs >> 1];
}

function batches(file) {
  const data = ints(file);
  const reviews = [];
  for (let i = 0; i < data.length; i += data[i] + 1) reviews.push(data.subarray(i + 1, i + 1 + data[i]));
  reviews.sort((a, b) => a.length - b.length);
  const result = [];
  for (let first = 0; first < reviews.length; first += 64) {
    const part = reviews.slice(first, first + 64);
    result.push(tensor(part.length, part[part.length - 1].length, (r, c) => part[r][c] ?? 0));
  }
  return result;
}

(async () => {
  const ids = ints(idsFile);
  for (const model of ['baseline', 'bidirectional']) {
    for (const threads of [1, 2]) {
      const session = await ort.InferenceSession.create(path.join(models, `${model}.onnx`), { intraOpNumThreads: threads, interOpNumThreads: 1 });
      const print = (what, milliseconds) => console.log(`${model}\t${what}\t${threads}\t${milliseconds.toFixed(3)}`);
      const one = tensor(1, 200, (r, c) => ids[c]);
      const many = tensor(64, 200, (r, c) => ids[r * 200 + c]);
      print('one', await timed(() => session.run({ ids: one }), 101));
      print('batch', await timed(() => session.run({ ids: many }), 15));
      if (reviewsFile && model === 'baseline') {
        const all = batches(reviewsFile);
        const start = process.hrtime.bigint();
        for (const batch of all) await session.run({ ids: batch });
        print('reviews', Number(process.hrtime.bigint() - start) / 1e6);
      }
    }
  }
})();

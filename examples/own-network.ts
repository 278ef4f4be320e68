// Opens a network file of your own, lists its layers, and makes a picture of a neuron: own-network.png.
//
//   npx tsx examples/own-network.ts FILE [PREPROCESSING] [SIZE]

import { listLayers, openNetwork, parsePicture, renderPicture, writePicture } from 'neurozoom';

const [file = 'net.onnx', preprocessing = 'torch', size = '256x256'] = process.argv.slice(2);
if (preprocessing !== 'torch' && preprocessing !== 'tf' && preprocessing !== 'caffe') {
  throw new Error(`Expected the preprocessing to be torch, tf or caffe, got ${preprocessing}.`);
}

const model = await openNetwork(file, { preprocessing });
const layers = listLayers(model).filter(({ neurons }) => neurons !== null);
for (const { name, kind, neurons, receptiveField } of layers) {
  const sees = receptiveField === null ? 'the whole picture' : `${receptiveField.width}x${receptiveField.height} px`;
  console.log(`${name} (${kind}): ${neurons} neurons, each sees ${sees}`);
}

// A convolution in the middle of a network shows more than the first, and less confusion than the last.
const convolutions = layers.filter(({ kind }) => kind.startsWith('Conv'));
const middle = convolutions[Math.floor(convolutions.length / 2)];
if (middle === undefined) throw new Error(`${file} has no convolution.`);

const settings = parsePicture({ picture: 'image', network: file, size, show: [[[{ layer: middle.name, neuron: 0 }]]] });
const picture = await renderPicture(settings, { model });
await writePicture('own-network.png', picture, settings);
console.log(`own-network.png: ${middle.name}:0, score ${picture.cells[0]?.endScore.toFixed(2)}`);

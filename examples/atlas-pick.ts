// Makes an atlas of a layer, picks its most colourful neurons, and writes a preset that cycles through them: picked.yaml.
//
//   npx tsx examples/atlas-pick.ts [LAYER] [NETWORK] [THUMBNAIL]

import { writeFile } from 'node:fs/promises';
import { chooseRanked, makeAtlas, parsePreset, toYaml } from 'neurozoom';

const [layer = 'block8', network = 'efficientnet-lite0', thumbnail = '96'] = process.argv.slice(2);

const { atlas, page } = await makeAtlas(network, {
  layers: [layer],
  thumbnailSide: Number(thumbnail),
  onEvent(event) {
    if (event.kind === 'start') console.log(`${event.neurons} neurons, ${event.known} of them known`);
  },
});
console.log(`look at ${page}`);

const picks = chooseRanked(atlas, { measure: 'colourfulness', end: 'best', count: 6, layers: [layer] });
const settings = parsePreset({
  title: `The colours of ${layer}`,
  network,
  cycle: { order: 'shuffle', neurons: picks },
});
await writeFile('picked.yaml', toYaml(settings));
console.log(`picked.yaml: ${picks.map(({ neuron }) => neuron).join(', ')}`);

// The command `neurozoom schema` prints the JSON Schema with which editors complete and check presets.
import { UserError } from '../../errors.js';
import { pictureSchema } from '../../preset/picture/schema.js';
import { presetSchema } from '../../preset/schema/schema.js';
/** The command. */
export const schema = {
    name: 'schema',
    words: '',
    about: 'Print the JSON Schema of presets, for editors and programs',
    options: { picture: { kind: 'flag', about: 'Print the JSON Schema of the settings of pictures instead' } },
    examples: [['schema > preset.schema.json', 'For the line `# yaml-language-server: $schema=preset.schema.json`']],
    async run(call, terminal) {
        if (call.words.length > 0) {
            throw new UserError('ARGUMENT_INVALID', `schema takes no words, got '${call.words.join(' ')}'`);
        }
        terminal.out(JSON.stringify(call.flag('picture') ? pictureSchema() : presetSchema(), null, 2));
        return 0;
    },
};
//# sourceMappingURL=schema.js.map
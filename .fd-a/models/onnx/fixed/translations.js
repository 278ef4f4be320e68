// ONNX operations on values of fixed dimensions, of any rank.
import { FIXED_ELEMENT_TRANSLATIONS } from './elements.js';
import { FIXED_FORM_TRANSLATIONS } from './forms.js';
import { FIXED_PRODUCT_TRANSLATIONS } from './products.js';
/** By operation. */
export const FIXED_TRANSLATIONS = {
    ...FIXED_ELEMENT_TRANSLATIONS,
    ...FIXED_FORM_TRANSLATIONS,
    ...FIXED_PRODUCT_TRANSLATIONS,
};
//# sourceMappingURL=translations.js.map
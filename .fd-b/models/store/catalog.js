// The pretrained networks that open by name once they are pulled: the weights that Keras itself downloads, without the
// final classifier. Sources: addresses and MD5 sums: keras/src/applications/*.py; sizes: what Keras prints while it
// downloads; licences: the documentation of Keras Applications. Keras publishes no SHA-256 for any of these files;
// `verify.ts` notes the one of the file that was pulled.
const KERAS = 'https://storage.googleapis.com/tensorflow/keras-applications';
/** All known networks, in the order in which they are listed. */
export const CATALOG = [
    {
        name: 'vgg16',
        architecture: 'vgg16',
        preprocessing: 'caffe',
        url: `${KERAS}/vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5`,
        bytes: 58_889_256,
        md5: '6d6bbae143d832006294945121d1f1fc',
        licence: 'CC BY 4.0 (VGG, University of Oxford)',
    },
    {
        name: 'vgg19',
        architecture: 'vgg19',
        preprocessing: 'caffe',
        url: `${KERAS}/vgg19/vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5`,
        bytes: 80_134_624,
        md5: '253f8cb515780f3b799900260a226db6',
        licence: 'CC BY 4.0 (VGG, University of Oxford)',
    },
    {
        // `inception-v3` is that of nsfwjs, fine-tuned for content moderation.
        name: 'inception-v3-imagenet',
        architecture: 'inception-v3',
        preprocessing: 'tf',
        url: `${KERAS}/inception_v3/inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5`,
        bytes: 87_910_968,
        md5: 'bcbd6486424b2319ff4ef7d526e38f63',
        licence: 'Apache 2.0 (Google)',
    },
    {
        name: 'resnet50',
        architecture: 'resnet50-common',
        preprocessing: 'caffe',
        url: `${KERAS}/resnet/resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5`,
        bytes: 94_765_736,
        md5: '4d473c1dd8becc155b73f8504c6f6626',
        licence: 'MIT (Kaiming He)',
    },
    {
        name: 'xception',
        architecture: 'xception',
        preprocessing: 'tf',
        url: `${KERAS}/xception/xception_weights_tf_dim_ordering_tf_kernels_notop.h5`,
        bytes: 83_683_744,
        md5: 'b0042744bf5b25fce3cb969f33bebb97',
        licence: 'MIT (François Chollet)',
    },
    {
        name: 'mobilenet',
        architecture: 'mobilenet',
        preprocessing: 'tf',
        url: `${KERAS}/mobilenet/mobilenet_1_0_224_tf_no_top.h5`,
        bytes: 17_225_924, // as many as the file with the classifier, from which Keras made it
        md5: undefined,
        licence: 'Apache 2.0 (Google)',
    },
    {
        name: 'mobilenet-v2',
        architecture: 'mobilenet-v2',
        preprocessing: 'tf',
        url: `${KERAS}/mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5`,
        bytes: 9_406_464,
        md5: undefined,
        licence: 'Apache 2.0 (Google)',
    },
    {
        name: 'densenet121',
        architecture: 'densenet121',
        preprocessing: 'torch',
        url: `${KERAS}/densenet/densenet121_weights_tf_dim_ordering_tf_kernels_notop.h5`,
        bytes: 29_084_464,
        md5: '30ee3e1110167f948a6b9946edeeb738',
        licence: 'BSD 3-clause (Facebook)',
    },
    {
        name: 'efficientnet-b0',
        architecture: 'efficientnet-b0',
        // The network normalises values of 0 to 255 itself, in layers with weights.
        preprocessing: { scale: [255, 255, 255], offset: [0, 0, 0], order: 'rgb' },
        url: 'https://storage.googleapis.com/keras-applications/efficientnetb0_notop.h5',
        bytes: 16_705_208,
        md5: '50bc09e76180e00e4465e1a485ddc09d',
        licence: 'Apache 2.0 (Google)',
    },
];
/** The known network of this name. Spellings such as `VGG16`, `MobileNetV2` and `mobilenet_v2` work too. */
export function inCatalog(name) {
    return CATALOG.find((entry) => plain(entry.name) === plain(name));
}
/** The name that the file has everywhere: the last part of its address. */
export function fileNameOf({ url }) {
    return url.slice(url.lastIndexOf('/') + 1);
}
function plain(name) {
    return name.toLowerCase().replace(/[-_]/g, '');
}
//# sourceMappingURL=catalog.js.map
"""Makes imagenet-classes.txt: the name of each of ImageNet's thousand classes, a line a class, in the order of the logits.

    pip install torch torchvision==0.29.2
    python networks/make-imagenet-classes.py

The names are the first synonyms of ImageNet's WordNet synsets, as torchvision spells them (torchvision/models/_meta.py,
BSD-3-Clause, LICENSE-torchvision). Three words stand for two classes each; a second word tells those apart.
"""

from pathlib import Path

from torchvision.models._meta import _IMAGENET_CATEGORIES

# By number: the name that torchvision gives, and one that is the class' own. What they are: the glosses of WordNet 3.0.
OWN_NAMES = {
    134: ('crane bird', 'crane bird'),
    264: ('Cardigan', 'Cardigan Welsh corgi'),
    474: ('cardigan', 'cardigan sweater'),
    517: ('crane', 'crane machine'),
    638: ('maillot', 'maillot tights'),
    639: ('maillot tank suit', 'maillot tank suit'),
}


def main():
    names = list(_IMAGENET_CATEGORIES)
    for number, (given, own) in OWN_NAMES.items():
        assert names[number] == given
        names[number] = own
    assert len({name.lower() for name in names}) == len(names) == 1000
    assert not any(',' in name for name in names)
    file = Path(__file__).resolve().parent / 'imagenet-classes.txt'
    file.write_text('\n'.join(names) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()

"""What a machine is strong enough for is not exceeded, and what costs no more is not forbidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.call.finest import FINEST
from wire.call.engine import PlanPicture

ALL = PlanPicture(height=720, a_second=25, most_bps=4_000_000)
PLANS = st.builds(
    PlanPicture, height=st.integers(120, 720), a_second=st.integers(1, 25), most_bps=st.integers(50_000, 4_000_000)
)
CAMERAS = st.sampled_from([(640, 480), (1280, 720), (1920, 1080), (320, 240)])


@pytest.mark.parametrize(
    ("finest", "camera", "sent"),
    [
        ("640x480@15", (1280, 720), (480, 15, 1_200_000)),
        ("640x480@25", (640, 480), (720, 25, 1_600_000)),
        ("1280x720@25", (1280, 720), (720, 25, 2_500_000)),
    ],
)
def test_a_plan_of_everything_is_what_the_machine_can(
    finest: str, camera: tuple[int, int], sent: tuple[int, int, int]
) -> None:
    plan = FINEST[finest].of(ALL, *camera)

    assert (plan.height, plan.a_second, plan.most_bps) == sent


def test_a_still_paper_is_sent_as_fine_as_it_is_seen() -> None:
    paper = PlanPicture(height=720, a_second=5, most_bps=1_200_000)

    assert FINEST["640x480@15"].of(paper, 1280, 720) == paper


@given(plan=PLANS, camera=CAMERAS, finest=st.sampled_from(sorted(FINEST)))
def test_no_plan_moves_more_pixels_than_the_machine_can(
    plan: PlanPicture, camera: tuple[int, int], finest: str
) -> None:
    most, (columns, lines) = FINEST[finest], camera

    sent = most.of(plan, columns, lines)

    height = min(sent.height, lines)
    wide = max(1.0, columns / lines / (most.width / most.height))
    assert columns * height / lines * height * sent.a_second <= wide * most.width * most.height * most.a_second * 1.01
    assert sent.height <= plan.height
    assert sent.a_second <= plan.a_second
    assert sent.most_bps <= min(plan.most_bps, most.most_bps)

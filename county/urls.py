"""Every address of the console; here the features' pages are put together."""

from county.affairs import pages as affairs
from county.call import pages as call
from county.fleet import pages as fleet
from county.inquiry import pages as inquiry
from county.officers import pages as officers
from county.petition import pages as petition
from county.petition import sealed
from county.wall import urls as wall

handler500 = "county.officers.broken.broken"
urlpatterns = [
    *petition.urlpatterns,
    *sealed.urlpatterns,
    *affairs.urlpatterns,
    *call.urlpatterns,
    *inquiry.urlpatterns,
    *fleet.urlpatterns,
    *wall.urlpatterns,
    *officers.urlpatterns,
]

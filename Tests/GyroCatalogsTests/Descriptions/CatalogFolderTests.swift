// SPDX-License-Identifier: GPL-3.0-or-later

import GyroFiles
import Testing
import _TestSupport

@testable import GyroCatalogs

struct CatalogFolderTests {
  @Test func aFolderThatIsNamedIsTakenWithoutARemark() {
    for folder in [CatalogFolder(named: "there"), CatalogFolder(workingOn: "there")] {
      #expect(folder.path == "there" && folder.remark == nil)
    }
  }

  @Test func descriptionsAndManifestsAreReadAndNoneMayBeWritten() throws {
    var files = FileRoles()
    files.readsCatalog(nil, in: PackageFolder.catalogs)
    #expect(files.clash == nil)
    for name in ["clusters.json", "rebull-2016/manifest.json", "rotators.fits"] {
      var both = files
      both.writes("\(PackageFolder.catalogs)/\(name)", "--output")
      #expect(both.clash?.contains("are the same file") == true, "\(name)")
    }
  }
}
